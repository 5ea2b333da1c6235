/** Errors of ESP-IDF as a board raises them: OSError with the negated code, or an errno that fits, and its name. */
import { Errno } from '../../../../shared/src';
import type { Vm } from '../vm';

/** Codes of esp_err.h, nvs.h and esp_ota_ops.h. */
export const EspError = {
  ESP_FAIL: -1,
  ESP_ERR_TIMEOUT: 0x107,
  ESP_ERR_INVALID_ARG: 0x102,
  ESP_ERR_INVALID_STATE: 0x103,
  ESP_ERR_INVALID_SIZE: 0x104,
  ESP_ERR_NOT_FOUND: 0x105,
  ESP_ERR_NOT_SUPPORTED: 0x106,
  ESP_ERR_NVS_NOT_FOUND: 0x1102,
  ESP_ERR_NVS_TYPE_MISMATCH: 0x1103,
  ESP_ERR_NVS_NOT_ENOUGH_SPACE: 0x1105,
  ESP_ERR_NVS_KEY_TOO_LONG: 0x1109,
  ESP_ERR_NVS_INVALID_LENGTH: 0x110c,
  ESP_ERR_NVS_VALUE_TOO_LONG: 0x110e,
  ESP_ERR_OTA_VALIDATE_FAILED: 0x1503,
} as const;
export type EspErrorName = keyof typeof EspError;

/** Those that have an errno. */
const ERRNOS: Partial<Record<EspErrorName, number>> = { ESP_ERR_TIMEOUT: Errno.ETIMEDOUT, ESP_ERR_NOT_SUPPORTED: Errno.EOPNOTSUPP };

export function raiseEspError({ errors, heapLock, objects }: Vm, name: EspErrorName): never {
  const code = ERRNOS[name] ?? -EspError[name];
  // There is no memory for the name then.
  if (heapLock.isLocked) return errors.os(code);
  return errors.raise('OSError', objects.int(code), objects.keep(objects.str(name)));
}
