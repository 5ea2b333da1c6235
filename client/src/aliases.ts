/** Reads the setting that maps names to hosts: `{ "www.example.com": "127.0.0.1:8080" }`. */
import type { NameAlias } from '../../shared/src';

export interface ParsedAliases {
  readonly aliases: readonly NameAlias[];
  /** Names whose value is not `host` or `host:port`. */
  readonly invalidNames: readonly string[];
}

export function parseAliases(setting: unknown): ParsedAliases {
  const entries = typeof setting === 'object' && setting !== null ? Object.entries(setting) : [];
  const aliases: NameAlias[] = [];
  const invalidNames: string[] = [];
  for (const [name, value] of entries) {
    const place = typeof value === 'string' ? parsePlace(value.trim()) : undefined;
    if (name !== '' && place) aliases.push({ name, ...place });
    else invalidNames.push(name);
  }
  return { aliases, invalidNames };
}

/** `host`, `host:port`, `[::1]` or `[::1]:port`. */
function parsePlace(text: string): { host: string; port?: number } | undefined {
  const match = /^(?:\[([^\]]+)\]|([^\s:/]+))(?::(\d{1,5}))?$/.exec(text);
  const host = match?.[1] ?? match?.[2];
  if (!host) return undefined;
  if (match?.[3] === undefined) return { host };
  const port = Number(match[3]);
  return port >= 1 && port <= 65_535 ? { host, port } : undefined;
}
