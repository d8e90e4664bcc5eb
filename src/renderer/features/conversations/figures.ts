/** Money, time and tokens as figures in the way of a language. */
export interface Figures {
  /** "$1.20", "$0.00034": as many places as it takes. From millionths of a US dollar. */
  readonly cost: (micros: number) => string;
  /** "340 ms", "2.4 s", "3 min 5 s": how long something took, in milliseconds. */
  readonly duration: (ms: number) => string;
  readonly count: (value: number) => string;
}

/** @param language a BCP 47 tag */
export function createFigures(language: string): Figures {
  const money = [2, 3, 5].map(
    (places) =>
      new Intl.NumberFormat(language, {
        style: 'currency',
        currency: 'USD',
        currencyDisplay: 'narrowSymbol',
        minimumFractionDigits: 2,
        maximumFractionDigits: places,
      }),
  );
  const plain = new Intl.NumberFormat(language, { maximumFractionDigits: 1 });
  const unit = (value: number, name: string): string => `${plain.format(value)} ${name}`;
  return {
    cost(micros) {
      const place = micros === 0 || micros >= 1_000_000 ? 0 : micros >= 10_000 ? 1 : 2;
      return money[place]?.format(micros / 1_000_000) ?? '';
    },
    duration(ms) {
      if (ms < 1_000) return unit(Math.round(ms), 'ms');
      if (ms < 60_000) return unit(ms / 1_000, 's');
      const seconds = Math.round(ms / 1_000);
      const [whole, part] = [Math.floor(seconds / 60), seconds % 60];
      if (seconds < 3_600) return `${unit(whole, 'min')} ${unit(part, 's')}`;
      return `${unit(Math.floor(whole / 60), 'h')} ${unit(whole % 60, 'min')}`;
    },
    count: (value) => plain.format(value),
  };
}
