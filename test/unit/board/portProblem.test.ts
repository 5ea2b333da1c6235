/** Why a port does not open, in words: what the user has to do stands in each of them. */
import { describe, expect, it } from 'vitest';
import { groupName, portProblemText, windowsProblem } from '../../../board/src/ports/portProblem';

describe('the text of a problem', () => {
  it('of rights names the group that owns the port, and the command', () => {
    expect(portProblemText('/dev/ttyUSB0', { kind: 'denied', group: 'dialout', user: 'ada' }, 'linux')).toBe(
      'You may not open /dev/ttyUSB0. It belongs to the group dialout. Join it with: sudo usermod -aG dialout ada — then log out and in ' +
        'again, or restart the computer, so that it takes effect.',
    );
    expect(portProblemText('/dev/ttyUSB0', { kind: 'denied', group: 'uucp' }, 'linux')).toContain('sudo usermod -aG uucp $USER —');
  });

  it('of rights that no group has names a rule', () => {
    expect(portProblemText('/dev/ttyUSB0', { kind: 'denied' }, 'linux')).toContain('a udev rule');
    expect(portProblemText('/dev/cu.usbmodem1', { kind: 'denied' }, 'darwin')).toContain('Ask who administers this computer');
  });

  it('of a port that is held names what may hold it', () => {
    expect(portProblemText('COM3', { kind: 'busy' }, 'win32')).toBe(
      'COM3 is in use by another program. Close what may hold it (a serial monitor, Thonny, mpremote, another window of this editor), ' +
        'then connect again.',
    );
  });

  it('of a port that is not there names those that are', () => {
    const text = (paths: readonly string[]) => portProblemText('COM3', { kind: 'missing', paths }, 'win32');
    expect(text([])).toBe(
      'There is no port COM3. There is no serial port at all: connect the board with a cable that carries data, not only power.',
    );
    expect(text(['COM4'])).toBe('There is no port COM3. There is COM4. Choose one, or connect the board.');
    expect(text(['COM4', 'COM5'])).toBe('There is no port COM3. There are COM4, COM5. Choose one, or connect the board.');
  });

  it('of another kind says on a Mac which of the two paths to try', () => {
    const problem = { kind: 'other', message: 'Resource busy' } as const;
    expect(portProblemText('/dev/tty.usbmodem1', problem, 'darwin')).toBe(
      '/dev/tty.usbmodem1 cannot be opened: Resource busy. Try /dev/cu.usbmodem1.',
    );
    expect(portProblemText('/dev/ttyUSB0', problem, 'linux')).toContain('Unplug the board, plug it in again');
  });
});

it('what Windows says is told apart by the words of the serial library', () => {
  expect(windowsProblem('Opening COM3: Access denied', [])).toEqual({ kind: 'busy' });
  expect(windowsProblem('Opening COM3: File not found', ['COM4'])).toEqual({ kind: 'missing', paths: ['COM4'] });
  expect(windowsProblem('Opening COM3: Unknown error code 31', [])).toEqual({
    kind: 'other',
    message: 'Opening COM3: Unknown error code 31',
  });
});

it('a group is found by its number', () => {
  expect(groupName('root:x:0:\ndialout:x:20:ada\nuucp:x:14:\n', 14)).toBe('uucp');
  expect(groupName('root:x:0:\n', 20)).toBeUndefined();
});
