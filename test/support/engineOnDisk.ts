/** The engine over files on the disk, with the stubs of the source tree; bundled by scripts that are no TypeScript, too. */
import { pathToFileURL } from 'node:url';
import { Evaluator } from '../../server/src/analysis/evaluator';
import { Program, parentOf, type StubLibrary } from '../../server/src/analysis/program';
import { WorkspaceFiles } from '../../server/src/lsp/workspaceFiles';

export { attributeSites } from './attributeSites';

/**
 * @param workspace a folder; what a script imports is looked for in all folders around it up to this one. Without it the folder of each
 * script is a board of its own.
 */
export function engineOnDisk(library: StubLibrary, workspace?: string): Evaluator {
  const files = new WorkspaceFiles();
  if (workspace !== undefined) files.setFolders([pathToFileURL(workspace).href]);
  const lookup = {
    read: (uri: string) => files.read(uri),
    list: (uri: string) => files.list(uri),
    rootsOf: (uri: string) => (workspace === undefined ? [parentOf(uri)] : files.rootsOf(uri)),
  };
  return new Evaluator(new Program(library, lookup));
}
