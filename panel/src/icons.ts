/** Small pictures for buttons, drawn in the colour of the text around them. */
const NAMESPACE = 'http://www.w3.org/2000/svg';

/** Paths on a field of 16 by 16, stroked. */
const paths = {
  connections: 'M4 3.5h8M4 8h8M4 12.5h8M1.5 3.5h.01M1.5 8h.01M1.5 12.5h.01M14 3.5h.01M14 8h.01M14 12.5h.01',
  errors: 'M8 1.8 14.8 14H1.2zM8 6v4M8 11.9v.2',
  search: 'M7 12A5 5 0 1 0 7 2a5 5 0 0 0 0 10zM10.7 10.7 14.5 14.5',
  pause: 'M5.5 3v10M10.5 3v10',
  resume: 'M4.5 2.5v11l9-5.5z',
  keep: 'M4 2h8v12l-4-3.5L4 14z',
  close: 'M4 4l8 8M12 4l-8 8',
  up: 'M3 10.5 8 5.5l5 5',
  down: 'M3 5.5l5 5 5-5',
  lock: 'M4 7.5h8v6H4zM5.5 7.5V5a2.5 2.5 0 0 1 5 0v2.5',
} as const;

export type IconName = keyof typeof paths;

export function icon(name: IconName): SVGSVGElement {
  const picture = document.createElementNS(NAMESPACE, 'svg');
  picture.setAttribute('viewBox', '0 0 16 16');
  picture.setAttribute('class', 'icon');
  picture.setAttribute('aria-hidden', 'true');
  const path = document.createElementNS(NAMESPACE, 'path');
  path.setAttribute('d', paths[name]);
  picture.append(path);
  return picture;
}
