/** Identifiers that the manifest (package.json) and the code share. */
import { SET_RULE } from '../../shared/src';

export const commandIds = {
  run: 'micropythonSockets.run',
  runOnBoard: 'micropythonSockets.runOnBoard',
  runSelection: 'micropythonSockets.runSelection',
  stop: 'micropythonSockets.stop',
  chooseBoard: 'micropythonSockets.chooseBoard',
  connectBoard: 'micropythonSockets.connectBoard',
  disconnectBoard: 'micropythonSockets.disconnectBoard',
  openBoardPrompt: 'micropythonSockets.openBoardPrompt',
  softResetBoard: 'micropythonSockets.softResetBoard',
  hardResetBoard: 'micropythonSockets.hardResetBoard',
  connectFiles: 'micropythonSockets.connectFiles',
  refreshFiles: 'micropythonSockets.refreshFiles',
  newFile: 'micropythonSockets.newFile',
  newFolder: 'micropythonSockets.newFolder',
  renameFile: 'micropythonSockets.renameFile',
  deleteFile: 'micropythonSockets.deleteFile',
  downloadFile: 'micropythonSockets.downloadFile',
  uploadToBoard: 'micropythonSockets.uploadToBoard',
  uploadProject: 'micropythonSockets.uploadProject',
  showPanel: 'micropythonSockets.showPanel',
  showBoard: 'micropythonSockets.showBoard',
  clearPanel: 'micropythonSockets.clearPanel',
  saveTraffic: 'micropythonSockets.saveTraffic',
  openTraffic: 'micropythonSockets.openTraffic',
  compareTraffic: 'micropythonSockets.compareTraffic',
  replayTraffic: 'micropythonSockets.replayTraffic',
  stopReplay: 'micropythonSockets.stopReplay',
  startPeers: 'micropythonSockets.startPeers',
  stopPeers: 'micropythonSockets.stopPeers',
  /** Not in the palette: a link of the editor calls it with a row's index. */
  revealRow: 'micropythonSockets.revealRow',
  /** Not in the palette: the context menu of a row in the panel. */
  copyRowBytes: 'micropythonSockets.copyRowBytes',
  copyRowHex: 'micropythonSockets.copyRowHex',
  copyRow: 'micropythonSockets.copyRow',
  openRowLine: 'micropythonSockets.openRowLine',
  showRowConnection: 'micropythonSockets.showRowConnection',
  showSocketActivity: 'micropythonSockets.showSocketActivity',
  hideSocketActivity: 'micropythonSockets.hideSocketActivity',
  insertGetRequest: 'micropythonSockets.insertGetRequest',
  openExample: 'micropythonSockets.openExample',
  browseBoardFiles: 'micropythonSockets.browseBoardFiles',
  exportBoardFiles: 'micropythonSockets.exportBoardFiles',
  resetBoardFiles: 'micropythonSockets.resetBoardFiles',
  openPrompt: 'micropythonSockets.openPrompt',
  softReset: 'micropythonSockets.softReset',
  hardReset: 'micropythonSockets.hardReset',
  switchOff: 'micropythonSockets.switchOff',
  serve: 'micropythonSockets.serve',
  stopServing: 'micropythonSockets.stopServing',
  showRule: 'micropythonSockets.showRule',
  treatAsMicroPython: 'micropythonSockets.treatAsMicroPython',
  treatAsOtherPython: 'micropythonSockets.treatAsOtherPython',
  chooseLanguageServer: 'micropythonSockets.chooseLanguageServer',
  restoreLanguageServer: 'micropythonSockets.restoreLanguageServer',
  restartLanguageServer: 'micropythonSockets.restartLanguageServer',
  /** Not in the palette: the language server's quick fixes call it with a rule's code and a severity. */
  setRule: SET_RULE,
} as const;

export const viewId = 'micropythonSockets.traffic';
export const filesViewId = 'micropythonSockets.files';
export const boardViewId = 'micropythonSockets.board';

export const contextKeys = {
  /** True from the wish to run until the run has ended. */
  running: 'micropythonSockets.running',
  /** The documents that run, as URIs. */
  runningFiles: 'micropythonSockets.runningFiles',
  /** True while the simulated board is switched on. */
  boardOn: 'micropythonSockets.boardOn',
  /** True while a simulated board is served on a port. */
  serving: 'micropythonSockets.serving',
  /** True while a board at a port is connected. */
  connected: 'micropythonSockets.connected',
  /** True while a recorded run is played back. */
  replaying: 'micropythonSockets.replaying',
  /** True while the test peers are there. */
  testPeers: 'micropythonSockets.testPeers',
  /** True when runs go to a board at a port. */
  usesBoard: 'micropythonSockets.usesBoard',
  /** True while the view of board files has a board to show. */
  filesThere: 'micropythonSockets.filesThere',
  /** Name of the target that runs use. */
  target: 'micropythonSockets.target',
} as const;
