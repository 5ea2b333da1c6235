// Checks the import arrows between the folders (importRules.mjs) and that no file imports itself through others. It follows every
// import that TypeScript sees, `import type` and `import()` included: a cycle of types is still two files that cannot be read apart.
// Usage: node scripts/checkImports.mjs [folder]
import fs from 'node:fs';
import { isBuiltin } from 'node:module';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import ts from 'typescript';
import { FOLDER_RULES, INDEX, mayImportPackage } from './importRules.mjs';

const EXTENSIONS = ['', '.ts', '.d.ts', '.mjs', '/index.ts'];
const SKIPPED_FOLDERS = new Set(['node_modules', 'dist', 'dist-test']);

/**
 * @param {string} root the repository
 * @returns {{ fileCount: number, importCount: number, problems: string[] }} `problems` is empty when all is well
 */
export function checkImports(root) {
  const problems = [];
  /** @type {Map<string, string[]>} file → files of the repository that it imports, all relative to the root */
  const graph = new Map();
  let importCount = 0;
  for (const file of listSources(root)) {
    const targets = [];
    for (const specifier of readImports(path.join(root, file))) {
      importCount++;
      if (!specifier.startsWith('.')) {
        problems.push(...checkPackage(file, specifier));
        continue;
      }
      const target = resolve(root, file, specifier);
      if (target === undefined) problems.push(`${file}: '${specifier}' leads to no file`);
      else {
        targets.push(target);
        problems.push(...checkArrow(file, target));
      }
    }
    graph.set(file, targets);
  }
  for (const cycle of findCycles(graph)) problems.push(`import cycle: ${[...cycle, cycle[0]].join(' → ')}`);
  return { fileCount: graph.size, importCount, problems };
}

function listSources(root) {
  return Object.keys(FOLDER_RULES).flatMap((folder) => listFolder(root, folder));
}

function listFolder(root, folder) {
  const absolute = path.join(root, folder);
  if (!fs.existsSync(absolute)) return [];
  return fs.readdirSync(absolute, { withFileTypes: true }).flatMap((entry) => {
    const inside = `${folder}/${entry.name}`;
    if (entry.isDirectory()) return SKIPPED_FOLDERS.has(entry.name) ? [] : listFolder(root, inside);
    return /\.(ts|mts|tsx|mjs)$/.test(entry.name) ? [inside] : [];
  });
}

function readImports(file) {
  const source = ts.createSourceFile(file, fs.readFileSync(file, 'utf8'), ts.ScriptTarget.Latest);
  const specifiers = [];
  const visit = (node) => {
    const specifier = importedSpecifier(node);
    if (specifier && ts.isStringLiteralLike(specifier)) specifiers.push(specifier.text);
    ts.forEachChild(node, visit);
  };
  visit(source);
  return specifiers;
}

function importedSpecifier(node) {
  if (ts.isImportDeclaration(node) || ts.isExportDeclaration(node)) return node.moduleSpecifier;
  if (ts.isImportEqualsDeclaration(node) && ts.isExternalModuleReference(node.moduleReference)) return node.moduleReference.expression;
  if (ts.isImportTypeNode(node) && ts.isLiteralTypeNode(node.argument)) return node.argument.literal;
  if (!ts.isCallExpression(node)) return undefined;
  const isImport = node.expression.kind === ts.SyntaxKind.ImportKeyword;
  const isRequire = ts.isIdentifier(node.expression) && node.expression.text === 'require';
  return isImport || isRequire ? node.arguments[0] : undefined;
}

function resolve(root, file, specifier) {
  const base = path.posix.join(path.posix.dirname(file), specifier);
  const candidates = [...EXTENSIONS.map((extension) => base + extension), base.replace(/\.js$/, '.ts')];
  return candidates.find((candidate) => fs.statSync(path.join(root, candidate), { throwIfNoEntry: false })?.isFile());
}

function checkPackage(file, specifier) {
  const folder = file.split('/')[0];
  if (isBuiltin(specifier)) return FOLDER_RULES[folder].hasNode ? [] : [`${file}: ${folder} must not import Node's '${specifier}'`];
  return mayImportPackage(file, specifier) ? [] : [`${file}: must not import the package '${specifier}'`];
}

function checkArrow(file, target) {
  const [from] = file.split('/');
  const [to] = target.split('/');
  if (from === to) return [];
  const allowed = FOLDER_RULES[from].folders[to];
  if (allowed === undefined) return [`${file}: ${from} must not import ${to} (${target})`];
  if (allowed === 'index' && target !== `${to}/${INDEX}.ts`)
    return [`${file}: ${from} may import ${to} only through ${to}/${INDEX}.ts, not ${target}`];
  return [];
}

/** Every strongly connected component with more than one file, and every file that imports itself (Tarjan's algorithm). */
function findCycles(graph) {
  const order = new Map();
  const lowest = new Map();
  const stack = [];
  const cycles = [];
  const visit = (file) => {
    order.set(file, order.size);
    lowest.set(file, order.get(file));
    stack.push(file);
    for (const target of graph.get(file) ?? []) {
      if (!order.has(target)) visit(target);
      if (stack.includes(target)) lowest.set(file, Math.min(lowest.get(file), lowest.get(target)));
    }
    if (lowest.get(file) !== order.get(file)) return;
    const component = stack.splice(stack.indexOf(file));
    if (component.length > 1 || graph.get(file)?.includes(file)) cycles.push(walkCycle(graph, component));
  };
  for (const file of graph.keys()) if (!order.has(file)) visit(file);
  return cycles;
}

/** One closed walk inside a component, so that the message names files in the order in which they import each other. */
function walkCycle(graph, component) {
  const walk = [component[0]];
  for (;;) {
    const next = graph.get(walk.at(-1)).find((target) => component.includes(target));
    const seenAt = walk.indexOf(next);
    if (seenAt >= 0) return walk.slice(seenAt);
    walk.push(next);
  }
}

if (process.argv[1] && path.resolve(process.argv[1]) === fileURLToPath(import.meta.url)) {
  const root = path.resolve(process.argv[2] ?? path.join(path.dirname(fileURLToPath(import.meta.url)), '..'));
  const { fileCount, importCount, problems } = checkImports(root);
  for (const problem of problems) console.error(problem);
  console.log(`imports: ${fileCount} files, ${importCount} imports, ${problems.length} problems`);
  process.exitCode = problems.length > 0 ? 1 : 0;
}
