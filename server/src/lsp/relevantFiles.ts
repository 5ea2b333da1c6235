/**
 * Applies the decision which files are MicroPython to the files of a window, with what the client knows of it. A client that says
 * nothing, such as another editor, has no other Python server and no settings.
 */
import { BOARD_SCHEME, DEVICE_SCHEME, type WindowFacts } from '../../../shared/src';
import type { Program } from '../analysis/program';
import { importEvidence, isMicroPython } from '../analysis/relevance';
import type { SourceFile } from '../analysis/sourceFile';
import type { WorkspaceFiles } from './workspaceFiles';

const ALONE: WindowFacts = { files: 'auto', chosen: {}, hasOtherServer: false };

export class RelevantFiles {
  private facts = ALONE;

  constructor(
    private readonly program: Program,
    private readonly files: WorkspaceFiles,
  ) {}

  setFacts(facts: Partial<WindowFacts> | undefined): void {
    this.facts = { ...ALONE, ...facts };
  }

  get isSupplement(): boolean {
    return this.facts.hasOtherServer;
  }

  includes(file: SourceFile): boolean {
    const { uri } = file;
    if (file.stubName !== undefined || uri.startsWith(`${BOARD_SCHEME}:`) || uri.startsWith(`${DEVICE_SCHEME}:`)) return true;
    const { files: setting, chosen, hasOtherServer } = this.facts;
    const modules = {
      isOnBoard: (name: string) => this.program.isBoardModule(name),
      isOwnFile: (path: readonly string[]) => this.program.isOwnModule(path, uri),
    };
    return isMicroPython({
      chosen: chosen[uri],
      setting,
      imports: importEvidence(file, modules),
      isInBoardProject: this.files.isInBoardProject(uri),
      hasOtherServer,
    });
  }
}
