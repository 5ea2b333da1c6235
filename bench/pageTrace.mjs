// What the page of the Sockets panel itself costs the thread that it shares with the workbench: processor time, from Chromium's trace. How
// long its frames are depends on what else keeps the machine's cores busy as well; this does not.

/** Names of Chromium's trace events, and what they are called here. Each contains none of the others. */
const PARTS = { FunctionCall: 'script', UpdateLayoutTree: 'style', Layout: 'layout', Paint: 'paint' };

/**
 * @param {import('playwright-core').Page} page
 * @returns {Promise<() => Promise<string>>} ends the trace and tells what it has of the page that runs panel.js
 */
export async function tracePanel(page) {
  const session = await page.context().newCDPSession(page);
  const events = [];
  session.on('Tracing.dataCollected', ({ value }) => events.push(...value.filter(({ name }) => name in PARTS)));
  await session.send('Tracing.start', {
    transferMode: 'ReportEvents',
    traceConfig: { includedCategories: ['devtools.timeline'], excludedCategories: ['*'] },
  });
  return async () => {
    const complete = new Promise((resolve) => session.once('Tracing.tracingComplete', resolve));
    await session.send('Tracing.end');
    await complete;
    await session.detach();
    return costText(events);
  };
}

function costText(events) {
  const frame = events.map(({ args }) => args.data ?? {}).find(({ url }) => url?.endsWith('/panel.js'))?.frame;
  if (!frame) return 'its script did not run';
  return Object.entries(PARTS)
    .map(([event, part]) => {
      const own = events.filter(({ name, args }) => name === event && (args.data ?? args.beginData)?.frame === frame);
      // In microseconds.
      const times = own.map(({ tdur = 0 }) => tdur / 1000);
      const sum = times.reduce((total, ms) => total + ms, 0);
      return `${part} ${Math.max(0, ...times).toFixed(1)} (${sum.toFixed(0)} in all)`;
    })
    .join(', ');
}
