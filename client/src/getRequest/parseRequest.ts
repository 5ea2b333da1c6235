/** What the user may enter for *Insert GET Request*: a URL or a curl line. */
import { parseCurl } from './curl';
import { parseUrl, type Parsed } from './request';

export function parseRequest(text: string): Parsed {
  const trimmed = text.trim();
  if (trimmed === '') return { problem: 'Enter a URL, such as http://www.example.com/, or paste a curl line.' };
  return isCurlLine(trimmed) ? parseCurl(trimmed) : parseUrl(trimmed);
}

/** Whether a text, as from the clipboard, is worth being offered as what to fetch. */
export function looksLikeRequest(text: string): boolean {
  const trimmed = text.trim();
  return isCurlLine(trimmed) || (/^https?:\/\/\S+$/i.test(trimmed) && 'request' in parseUrl(trimmed));
}

function isCurlLine(text: string): boolean {
  return /^([$>]\s+)?(\S*[/\\])?curl(\.exe)?(\s|$)/i.test(text);
}
