/** Which interrupt meets what: the user's what runs, one that makes way for a script what is in its way, and never the script. */
import { describe, expect, it } from 'vitest';
import { BoardMemory } from '../../../simulator/src/syscall';

describe('an interrupt that makes way for a script', () => {
  it('interrupts what runs before the board has taken the script, once', () => {
    const memory = new BoardMemory();
    memory.countScriptTaken();
    memory.requestWay(memory.scriptsTaken);
    expect([memory.isInterruptRequested, memory.takeInterrupt(), memory.takeInterrupt()]).toEqual([true, true, false]);
  });

  it('is forgotten when it comes too late, and would meet the script', () => {
    const memory = new BoardMemory();
    const before = memory.scriptsTaken;
    memory.countScriptTaken();
    memory.requestWay(before);
    expect([memory.takeInterrupt(), memory.isInterruptRequested]).toEqual([false, false]);
  });

  it('is no key at the prompt, as the interrupt of the user is', () => {
    const memory = new BoardMemory();
    memory.requestWay(memory.scriptsTaken);
    expect([memory.takeInterruptKey(), memory.isInterruptRequested]).toEqual([false, false]);
    memory.requestInterrupt();
    expect(memory.takeInterruptKey()).toBe(true);
  });

  it('leaves the interrupt of the user, who may mean the script', () => {
    const memory = new BoardMemory();
    memory.requestInterrupt();
    memory.requestWay(memory.scriptsTaken);
    memory.countScriptTaken();
    expect(memory.takeInterrupt()).toBe(true);
  });
});
