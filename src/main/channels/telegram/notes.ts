/** The few words the channel itself adds to a message, in the reader's language. */
const possibleDuplicate: Readonly<Record<string, string>> = {
  en: 'This message may have been sent twice.',
  de: 'Diese Nachricht wurde vielleicht doppelt gesendet.',
  es: 'Es posible que este mensaje se haya enviado dos veces.',
  fr: 'Ce message a peut-être été envoyé deux fois.',
  it: 'Questo messaggio potrebbe essere stato inviato due volte.',
  pt: 'Esta mensagem pode ter sido enviada duas vezes.',
  ru: 'Возможно, это сообщение отправлено дважды.',
  uk: 'Можливо, це повідомлення надіслано двічі.',
  zh: '此消息可能已重复发送。',
};

/** @param language a tag as Telegram gives it, such as `pt-br`; English when nobody knows */
export function possibleDuplicateNote(language: string | undefined): string {
  const [primary = 'en'] = (language ?? 'en').toLowerCase().split('-');
  return possibleDuplicate[primary] ?? possibleDuplicate['en'] ?? '';
}
