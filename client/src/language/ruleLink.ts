/** The links of diagnostics: `<scheme>://<extension>/docs/diagnostics#<code>`. Anybody can open such a link, so nothing else is taken out of it. */

/** Path of the links, below the extension. */
export const RULE_PAGE_PATH = '/docs/diagnostics';

/** The rule's code; empty for the page's beginning, undefined when the link leads elsewhere. */
export function ruleOfLink({ path, fragment }: { readonly path: string; readonly fragment: string }): string | undefined {
  if (path !== RULE_PAGE_PATH) return undefined;
  return /^[a-z0-9-]*$/.test(fragment) ? fragment : '';
}
