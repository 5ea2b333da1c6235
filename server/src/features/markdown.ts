/** Documentation as Markdown, for hover and for the details of a completion. */
import { entriesOf, type Documentation, type SectionName } from './documentation';

const DOCS = 'https://docs.micropython.org/en/latest/';

export function renderDocumentation({ summary, details, sections }: Documentation): string {
  const parts = [summary, details];
  const args = sections.get('Args');
  if (args)
    parts.push(
      entriesOf(args)
        .map(({ name, text }) => `- \`${name}\` — ${text}`)
        .join('\n'),
    );
  for (const name of ['Returns', 'Blocks'] as const) parts.push(titled(name, sections.get(name)));
  const raises = sections.get('Raises');
  if (raises)
    parts.push(
      `**Raises**\n${entriesOf(raises)
        .map(({ name, text }) => (name ? `- \`${name}\` — ${text}` : `- ${text}`))
        .join('\n')}`,
    );
  for (const name of ['CPython', 'ESP32'] as const) parts.push(titled(name, sections.get(name)));
  const example = sections.get('Example');
  if (example) parts.push(codeBlock(example));
  const see = sections.get('See');
  if (see) parts.push(`[MicroPython documentation](${new URL(see.trim(), DOCS).href})`);
  return parts.filter(Boolean).join('\n\n');
}

/** The beginning alone, for places with little room. */
export function renderSummary({ summary, details }: Documentation): string {
  return [summary, details].filter(Boolean).join('\n\n');
}

function titled(name: SectionName, body: string | undefined): string {
  return body ? `**${name}** ${body.replaceAll('\n', ' ')}` : '';
}

export function codeBlock(code: string): string {
  return `\`\`\`python\n${code}\n\`\`\``;
}
