"""MQTT, the protocol of the internet of things: `umqtt.simple`, and `umqtt.robust`, which connects again by itself.

Example:
    from umqtt.simple import MQTTClient
    client = MQTTClient("board", "192.168.1.5")
    client.connect()
    client.publish("house/temperature", "21.5")
    client.disconnect()
"""
