# Every constant of the module and of its class WLAN, in the firmware of the reference board.
import network


def show(place, start, names):
    for name in names.split():
        print(name, getattr(place, start + name, "missing"), end="; ")
    print()


print("-- the module's")
show(network, "", "STA_IF AP_IF MODE_11B MODE_11G MODE_11N MODE_LR")
show(network, "AUTH_", "OPEN WEP WPA_PSK WPA2_PSK WPA_WPA2_PSK WPA2_ENTERPRISE WPA3_PSK WPA2_WPA3_PSK WAPI_PSK OWE WPA3_ENT_192")
show(network, "AUTH_", "WPA3_EXT_PSK WPA3_EXT_PSK_MIXED_MODE MAX")
show(network, "STAT_", "IDLE CONNECTING GOT_IP NO_AP_FOUND WRONG_PASSWORD BEACON_TIMEOUT ASSOC_FAIL CONNECT_FAIL HANDSHAKE_TIMEOUT")
show(network, "STAT_NO_AP_FOUND_", "W_COMPATIBLE_SECURITY IN_AUTHMODE_THRESHOLD IN_RSSI_THRESHOLD")
show(network, "PHY_", "LAN8710 LAN8720 IP101 RTL8201 DP83848 KSZ8041 KSZ8081 LAN8670 GENERIC KSZ8851SNL DM9051 W5500")
show(network, "ETH_", "INITIALIZED STARTED STOPPED CONNECTED DISCONNECTED GOT_IP")
print(network.phy_mode(network.MODE_11G))
print("-- WLAN's")
show(network.WLAN, "", "IF_STA IF_AP PROTOCOL_DEFAULT PROTOCOL_LR PM_NONE PM_PERFORMANCE PM_POWERSAVE")
show(network.WLAN, "SEC_", "OPEN WEP WPA WPA2 WPA_WPA2 WPA2_ENT WPA3 WPA2_WPA3 WAPI OWE WPA3_ENT_192 WPA3_EXT_PSK")
show(network.WLAN, "SEC_", "WPA3_EXT_PSK_MIXED_MODE DPP WPA3_ENT WPA2_WPA3_ENT WPA_ENT")
print("-- of later firmware")
print([name for name in ("BANDWIDTH_20", "BANDWIDTH_40", "csi_enable", "csi_read") if hasattr(network.WLAN, name)])
