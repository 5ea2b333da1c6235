/**
 * What the first program of a board's firmware leaves behind for all others: it mounts the file system, and runs in the same
 * names as boot.py, main.py and the prompt. So these can say `gc.collect()` without an import. Like MicroPython's
 * ports/esp32/modules/_boot.py.
 */
import type { Ref } from './objects';
import type { Vm } from './vm';

export function leaveBootNames(vm: Vm): void {
  const { objects } = vm;
  const names = objects.moduleDict(objects.importModule('__main__'));
  const setItem = objects.typeMember(objects.builtin('dict'), '__setitem__');
  const set = (name: string, value: Ref): Ref => objects.call(setItem, names, objects.intern(name), value);
  set('gc', objects.importModule('gc'));
  set('vfs', objects.importModule('vfs'));
  set('bdev', objects.moduleMember(objects.importModule('flashbdev'), 'bdev'));
  vm.collectGarbage();
}
