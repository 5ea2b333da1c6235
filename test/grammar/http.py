# SYNTAX TEST "source.python" "HTTP in literals, and MicroPython's own names"
b"GET /a HTTP/1.1\r\nHost: x"
# ^^^ keyword.other.method.http
#     ^^ constant.other.path.http
#        ^^^^^^^^ keyword.other.version.http
#                    ^^^^ entity.name.tag.header.http
b"GET %s HTTP/1.0"
# ^^^ keyword.other.method.http
#     ^^ constant.character.format.placeholder.other.python
f"POST {path} HTTP/1.1"
# ^^^^ keyword.other.method.http
#             ^^^^^^^^ keyword.other.version.http
"HTTP/1.0 404 Not Found"
#         ^^^ constant.numeric.status.http
"Error: x"
#^^^^^ - entity.name.tag.header.http
"I GET it"
#  ^^^ - keyword.other.method.http
@micropython.viper
#^^^^^^^^^^^ support.module.micropython
#            ^^^^^ support.function.decorator.micropython
X = const(1)
#   ^^^^^ support.function.const.micropython
"const(1)"
#^^^^^ - support.function.const.micropython
f"GET /a?b={c} HTTP/1.1\r\nHost: {host}"
#     ^^^^^ constant.other.path.http
#              ^^^^^^^^ keyword.other.version.http
#                          ^^^^ entity.name.tag.header.http
