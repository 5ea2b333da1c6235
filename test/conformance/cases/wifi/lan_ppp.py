# The other interfaces, on a board to which nothing is wired for them. What the driver says without a chip was read from the
# source and not seen on a board.
import io

import network
from attempts import attempt

LAN, PPP = network.LAN, network.PPP
print(network.PHY_LAN8720, network.PHY_W5500, network.ETH_INITIALIZED, network.ETH_GOT_IP)
attempt(LAN)
attempt(lambda: LAN(phy_addr=0))
attempt(lambda: LAN(phy_type=network.PHY_LAN8720))
attempt(lambda: LAN(0, 1, phy_addr=0, phy_type=0))
attempt(lambda: LAN(1, phy_addr=0, phy_type=0))
attempt(lambda: LAN(phy_addr=32, phy_type=0))
attempt(lambda: LAN(phy_addr=0, phy_type=50))
attempt(lambda: LAN(phy_addr=0, phy_type=0))
attempt(lambda: LAN(phy_addr=0, phy_type=0, speed=100))
attempt(lambda: LAN(0, mdc=23, mdio=18, phy_addr=1, phy_type=network.PHY_LAN8720))

print("-- PPP")
attempt(PPP)
attempt(PPP, 5)
attempt(PPP, "stream")
attempt(lambda: PPP(stream=None))
ppp = PPP(None)
print(ppp, ppp.status(), ppp.isconnected(), ppp.active(), ppp.ifconfig(), ppp.poll(), ppp.config("stream"), ppp.config("ifname"))
attempt(ppp.ipconfig, "addr4")
attempt(ppp.config)
attempt(ppp.config, "mac")
attempt(lambda: ppp.ipconfig(addr4="1.2.3.4"))
print(ppp.active(True), ppp.status(), ppp.ipconfig("addr4"), ppp.ipconfig("gw4"))
attempt(lambda: ppp.connect(security=7))
attempt(lambda: ppp.connect(security=PPP.SEC_PAP))
attempt(lambda: ppp.connect(security=PPP.SEC_PAP, user="me", key="secret"))
print(ppp.status(), ppp.isconnected(), ppp.poll())
attempt(ppp.connect)
print(ppp.disconnect(), ppp.status(), ppp.active())

# A stream must be able to tell when something has come.
stream = io.BytesIO()
ppp = PPP(stream)
print(ppp.config("stream") is stream)
attempt(ppp.connect)
