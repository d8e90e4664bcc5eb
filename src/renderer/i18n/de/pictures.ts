import type { Catalogue } from '../catalogue.ts';

/** Words of pictures in messages. */
export const pictures: Catalogue['pictures'] = {
  label: 'Bilder',
  toSend: 'Bilder zum Senden',
  attach: 'Bilder anhängen',
  remove: '{{name}} entfernen',
  open: '{{name}} groß zeigen',
  loading: '{{name}} wird geladen',
  failed: '{{name}} konnte nicht geladen werden. Noch einmal',
  undrawable: '{{name}} kann hier nicht gezeigt werden',
  count_one: '{{count}} Bild',
  count_other: '{{count}} Bilder',
  facts: '{{width}} × {{height}} · {{size}}',
  save: 'Speichern',
  dropHere: 'Bilder hier fallen lassen, um sie anzuhängen',
  tooMany: 'Eine Nachricht fasst höchstens {{count}} Bilder.',
  tooLarge:
    '{{name}} ist zu groß ({{size}}): die Bilder einer Nachricht dürfen zusammen {{most}} haben.',
  tooManyPixels: '{{name}} hat zu viele Bildpunkte. Verkleinere es zuerst.',
  notAPicture: '{{name}} ist kein Bild, das gesendet werden kann: PNG, JPEG, GIF oder WebP.',
  unreadable: '{{name}} konnte nicht gelesen werden.',
  lost_one:
    'Das Bild dieses Entwurfs blieb beim Neuladen der Seite nicht erhalten. Häng es noch einmal an.',
  lost_other:
    'Die {{count}} Bilder dieses Entwurfs blieben beim Neuladen der Seite nicht erhalten. Häng sie noch einmal an.',
  lostUnsent_one:
    'Nicht gesendet: das Bild blieb beim Neuladen der Seite nicht erhalten. Nimm die Nachricht zurück, um es noch einmal anzuhängen.',
  lostUnsent_other:
    'Nicht gesendet: die {{count}} Bilder blieben beim Neuladen der Seite nicht erhalten. Nimm die Nachricht zurück, um sie noch einmal anzuhängen.',
  sendWithout: 'Ohne senden',
};
