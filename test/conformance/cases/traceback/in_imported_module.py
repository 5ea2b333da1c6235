try:
    import broken
except SyntaxError as e:
    print("SyntaxError:", e)
import helper

helper.call(lambda: helper.divide(1, 0))
