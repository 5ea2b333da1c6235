/** The engine over files of a folder, with the stubs of the source tree; bundled by scripts that are no TypeScript, too. */
import { pathToFileURL } from 'node:url';
import { Evaluator } from '../../server/src/analysis/evaluator';
import { Program, type StubLibrary } from '../../server/src/analysis/program';
import { WorkspaceFiles } from '../../server/src/lsp/workspaceFiles';

export { attributeSites } from './attributeSites';

/** @param folder the board's `/` is the folder of a script, and those around it up to this one */
export function engineOver(folder: string, library: StubLibrary): Evaluator {
  const files = new WorkspaceFiles();
  files.setFolders([pathToFileURL(folder).href]);
  return new Evaluator(new Program(library, files));
}
