/**
 * What the chip's own start program puts on the serial line before MicroPython runs: that it was reset, and why. As a UART at
 * 115200 baud shows it; the lines that name what it loads, which depend on the build of the firmware, are left out.
 */
import type { ResetCause } from '../../../shared/src';

/** The watchdog's reset is the end of an error handler, which restarts the chip by software. */
const REASONS: Readonly<Record<ResetCause, string>> = {
  powerOn: '0x1 (POWERON_RESET)',
  hard: '0xc (SW_CPU_RESET)',
  watchdog: '0xc (SW_CPU_RESET)',
  deepSleep: '0x5 (DEEPSLEEP_RESET)',
  soft: '0xc (SW_CPU_RESET)',
};

export function romText(cause: ResetCause): string {
  return [
    'ets Jul 29 2019 12:21:46',
    '',
    `rst:${REASONS[cause]},boot:0x13 (SPI_FAST_FLASH_BOOT)`,
    'configsip: 0, SPIWP:0xee',
    'clk_drv:0x00,q_drv:0x00,d_drv:0x00,cs0_drv:0x00,hd_drv:0x00,wp_drv:0x00',
    'mode:DIO, clock div:2',
    '',
  ].join('\r\n');
}
