/**
 * A request as a MicroPython script over a socket. It is sent as HTTP/1.0 with `Connection: close`, so that the answer comes in one piece,
 * not in chunks, and ends when the server closes the connection; only a request for another protocol stays as it is.
 */
import { bytesLiteral, type Fact, stringLiteral } from '../../../../shared/src';
import { isAddress, type Repeatable } from './repeatable';

export function micropythonScript(request: Repeatable): string {
  const { isTls, host, port, body } = request;
  const lines = ['import socket', ...(isTls ? ['import ssl'] : []), ''];
  if (body && !body.bytes) lines.push('with open("body.bin", "rb") as file:', '    body = file.read()', '');
  lines.push(
    `address = socket.getaddrinfo(${stringLiteral(host)}, ${port})[0][-1]`,
    's = socket.socket()',
    's.settimeout(10)',
    'try:',
    '    s.connect(address)',
  );
  if (isTls)
    lines.push(
      '    context = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)',
      '    context.verify_mode = ssl.CERT_NONE  # encrypted, but the server need not prove who it is',
      `    s = context.wrap_socket(s${isAddress(host) ? '' : `, server_hostname=${stringLiteral(host)}`})`,
    );
  lines.push('    s.write(', ...headOf(request).map((line) => `        ${bytesLiteral(Buffer.from(`${line}\r\n`, 'latin1'))}`), '    )');
  if (body?.bytes && body.bytes.length > 0) lines.push(`    s.write(${bytesLiteral(body.bytes)})`);
  if (body && !body.bytes) lines.push('    s.write(body)');
  return `${[...lines, ...(request.hasUpgrade ? readingOnce(isTls) : reading(isTls)), 'finally:', '    s.close()'].join('\n')}\n`;
}

/** The lines of the head, without their ends. */
function headOf(request: Repeatable): string[] {
  const { method, target, version, hostHeader, host, hasUpgrade, headers, body } = request;
  const own: Fact[] = hasUpgrade ? [] : [['Connection', 'close']];
  // A file's size is known where it is; the literal's is known here.
  const length: Fact[] = body ? [['Content-Length', String(body.sizeBytes)]] : [];
  const left = new Set(hasUpgrade ? [] : ['connection', 'keep-alive', 'accept-encoding']);
  const all = [['Host', hostHeader ?? host] as const, ...headers.filter(([name]) => !left.has(name.toLowerCase())), ...length, ...own];
  return [`${method} ${target} HTTP/${hasUpgrade ? version : '1.0'}`, ...all.map(([name, value]) => `${name}: ${value}`), ''];
}

function reading(isTls: boolean): string[] {
  return [
    '    response = b""',
    '    while True:',
    `        part = s.${isTls ? 'read' : 'recv'}(1024)`,
    '        if not part:',
    '            break',
    '        response += part',
    '    print(response)',
  ];
}

/** The other protocol keeps the connection open. */
function readingOnce(isTls: boolean): string[] {
  return [`    print(s.${isTls ? 'read' : 'recv'}(1024))`];
}
