/**
 * The content of a decoded message: JSON in the theme's colours, other text, pictures, bytes. A conversation has many of them and is
 * drawn anew each time more has come, so they share one allowance of coloured parts; what is beyond it is shown without colours.
 */
import type { DecodedBody } from '../../shared/src';
import { button, element } from './dom';
import { visibleText } from './encodings';
import { hexDumpText } from './hexDump';
import { jsonParts } from './jsonParts';
import { bytesText } from './rowText';

export interface BodyListener {
  readonly onCopy: (text: string) => void;
  readonly onOpenText: (text: string, language: string) => void;
}

/** Characters of one text in the document; *Open* shows the whole. */
const MAX_SHOWN_CHARS = 200_000;
/** In all bodies of a conversation together. */
const MAX_COLOURED_PARTS = 20_000;

export class BodyView {
  private pictures: string[] = [];
  private partsLeft = MAX_COLOURED_PARTS;

  constructor(private readonly listener: BodyListener) {}

  /** Those that were drawn before are no longer in the document. */
  begin(): void {
    for (const picture of this.pictures) URL.revokeObjectURL(picture);
    this.pictures = [];
    this.partsLeft = MAX_COLOURED_PARTS;
  }

  draw(body: DecodedBody): HTMLElement {
    if (body.kind === 'image') return this.picture(body);
    const text = body.kind === 'text' ? body.text : hexDumpText(body.bytes);
    const language = body.kind === 'text' ? body.language : 'plaintext';
    const open = button({
      class: 'plain',
      text: 'Open',
      title: 'Open in an editor',
      onClick: () => this.listener.onOpenText(text, language === 'text' ? 'plaintext' : language),
    });
    const copy = button({ class: 'plain', text: 'Copy', onClick: () => this.listener.onCopy(text) });
    const kind = body.kind === 'text' ? (body.language === 'text' ? 'Text' : body.language.toUpperCase()) : 'Bytes';
    const isCut = body.isCut || text.length > MAX_SHOWN_CHARS;
    const note = `${kind}, ${bytesText(body.sizeBytes)}${isCut ? ', only the beginning is shown' : ''}`;
    const shown = visibleText(text.slice(0, MAX_SHOWN_CHARS));
    return element('div', { class: 'message-body' }, [
      element('div', { class: 'body-bar' }, [element('span', { class: 'quiet', text: note }), open, copy]),
      element('pre', { class: body.kind }, language === 'json' ? this.coloured(shown) : [document.createTextNode(shown)]),
    ]);
  }

  private coloured(text: string): Node[] {
    const parts = jsonParts(text, this.partsLeft);
    this.partsLeft -= parts.length;
    return parts.map((part) =>
      part.kind === 'other' ? document.createTextNode(part.text) : element('span', { class: `json-${part.kind}`, text: part.text }),
    );
  }

  private picture({ mediaType, bytes }: Extract<DecodedBody, { kind: 'image' }>): HTMLElement {
    const source = URL.createObjectURL(new Blob([new Uint8Array(bytes)], { type: mediaType }));
    this.pictures.push(source);
    const note = element('span', { class: 'quiet', text: `${mediaType}, ${bytesText(bytes.length)}` });
    const image = element('img', { attributes: { src: source, alt: `A picture of type ${mediaType}` } });
    image.addEventListener('load', () => (note.textContent += `, ${image.naturalWidth} × ${image.naturalHeight}`));
    image.addEventListener('error', () => image.replaceWith(element('p', { class: 'problem', text: 'The picture cannot be shown.' })));
    return element('div', { class: 'message-body' }, [element('div', { class: 'body-bar' }, [note]), image]);
  }
}
