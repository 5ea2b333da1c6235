/** The snippets as an editor leaves them in a file: with what is typed at some of their places, and with the rest as it is offered. */
import fs from 'node:fs';
import path from 'node:path';
import { ROOT } from './distFolders';

export interface Snippet {
  readonly prefix: readonly string[];
  readonly description: string;
  readonly body: readonly string[];
}

export const SNIPPETS = JSON.parse(fs.readFileSync(path.join(ROOT, 'snippets/micropython.json'), 'utf8')) as Record<string, Snippet>;

const PLACE = /\$\{(\d+):((?:[^}\\]|\\.)*)\}/g;

/** @param typed what is typed at a place, by its number */
export function filledIn({ body }: Snippet, typed: Readonly<Record<number, string>> = {}): string {
  const text = body.join('\n').replace(PLACE, (_place, number: string, offered: string) => typed[Number(number)] ?? offered);
  return `${text.replace(/\$\d/g, '')}\n`;
}
