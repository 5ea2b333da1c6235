/** Signature help in the protocol's form. */
import { MarkupKind, type SignatureHelp as ProtocolSignatureHelp } from 'vscode-languageserver';
import type { SignatureHelp } from '../features/signature';

export function toSignatureHelp(help: SignatureHelp | undefined): ProtocolSignatureHelp | undefined {
  if (help === undefined) return undefined;
  const { signatures, activeSignature } = help;
  return {
    activeSignature,
    signatures: signatures.map(({ label, documentation, parameters, activeParameter }) => ({
      label,
      documentation: { kind: MarkupKind.Markdown, value: documentation },
      parameters: parameters.map(({ range: [from, to], documentation: text }) => ({
        label: [from, to],
        ...(text === undefined ? {} : { documentation: { kind: MarkupKind.Markdown, value: text } }),
      })),
      // A number beyond the last one marks none.
      activeParameter: activeParameter ?? parameters.length,
    })),
  };
}
