/** The engine over files on the disk, with the stubs of the source tree; bundled by scripts that are no TypeScript, too. */
import { Evaluator } from '../../server/src/analysis/evaluator';
import { Program, parentOf, type StubLibrary } from '../../server/src/analysis/program';
import { WorkspaceFiles } from '../../server/src/lsp/workspaceFiles';

export { attributeSites } from './attributeSites';

/** The board's `/` is the folder of a script: what lies around it may belong to other boards. */
export function engineOnDisk(library: StubLibrary): Evaluator {
  const files = new WorkspaceFiles();
  const lookup = {
    read: (uri: string) => files.read(uri),
    list: (uri: string) => files.list(uri),
    rootsOf: (uri: string) => [parentOf(uri)],
  };
  return new Evaluator(new Program(library, lookup));
}
