print("package runs")
value = "package value"
