/**
 * `network.LAN` of a board to which no Ethernet chip is wired: the arguments are checked as on the board, and then the driver
 * finds no chip. Whoever wants to simulate one begins here.
 */
import { NONE, type Ref } from '../objects';
import type { Vm } from '../vm';
import { parseArguments } from './keywordArguments';

const PHY = {
  LAN8710: 0,
  LAN8720: 1,
  IP101: 2,
  RTL8201: 3,
  DP83848: 4,
  KSZ8041: 5,
  KSZ8081: 6,
  LAN8670: 7,
  GENERIC: 8,
  KSZ8851SNL: 100,
  DM9051: 101,
  W5500: 102,
} as const;
/** From here on the chips are connected by SPI, and have no management pins. */
const FIRST_SPI_PHY = 100;
const MAX_PHY_ADDRESS = 0x1f;

export const LAN_CONSTANTS: Readonly<Record<string, number>> = {
  ...Object.fromEntries(Object.entries(PHY).map(([name, number]) => [`PHY_${name}`, number])),
  ETH_INITIALIZED: 0,
  ETH_STARTED: 1,
  ETH_STOPPED: 2,
  ETH_CONNECTED: 3,
  ETH_DISCONNECTED: 4,
  ETH_GOT_IP: 5,
};

const PARAMETERS = {
  positional: ['id'],
  keywordOnly: ['mdc', 'mdio', 'reset', 'power', 'phy_addr', 'phy_type', 'spi', 'cs', 'int', 'ref_clk_mode', 'ref_clk'],
} as const;

export function lanFunction({ natives, convert, errors }: Vm): Ref {
  return natives.keywordFunction(0, 0xffff, (args, keywords) => {
    const { id = NONE, mdc = NONE, mdio = NONE, phy_addr, phy_type } = parseArguments(errors, PARAMETERS, args, keywords);
    if (phy_addr === undefined) return errors.type("'phy_addr' argument required");
    if (phy_type === undefined) return errors.type("'phy_type' argument required");
    const [address, type] = [convert.int(phy_addr), convert.int(phy_type)];
    if (id !== NONE && convert.int(id) !== 0) return errors.value('invalid LAN interface identifier');
    if (address < 0 || address > MAX_PHY_ADDRESS) return errors.value('invalid phy address');
    if (!(Object.values(PHY) as number[]).includes(type)) return errors.value('invalid phy type');
    if (type < FIRST_SPI_PHY && (mdc === NONE || mdio === NONE)) return errors.value('mdc and mdio must be specified');
    return errors.osText('esp_eth_driver_install failed');
  });
}
