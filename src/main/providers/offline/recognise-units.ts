import type { Intent, Language } from './intent.ts';
import { readNumbers } from './read-numbers.ts';

interface Unit {
  readonly symbol: string;
  readonly measure: string;
  /** How many base units one is. */
  readonly factor: number;
  readonly names: string;
}

const units: readonly Unit[] = [
  { symbol: 'mm', measure: 'length', factor: 0.001, names: 'mm,millimeters?,millimetres?' },
  {
    symbol: 'cm',
    measure: 'length',
    factor: 0.01,
    names: 'cm,centimeters?,centimetres?,zentimeter',
  },
  { symbol: 'm', measure: 'length', factor: 1, names: 'm,meters?,metres?' },
  {
    symbol: 'km',
    measure: 'length',
    factor: 1_000,
    names: 'km,kilometers?,kilometres?,kilometern',
  },
  { symbol: 'in', measure: 'length', factor: 0.0254, names: 'inch,inches,zoll' },
  { symbol: 'ft', measure: 'length', factor: 0.3048, names: 'ft,foot,feet,fuss' },
  { symbol: 'mi', measure: 'length', factor: 1_609.344, names: 'mi,miles?,meilen?' },
  { symbol: 'g', measure: 'mass', factor: 0.001, names: 'g,grams?,gramm' },
  { symbol: 'kg', measure: 'mass', factor: 1, names: 'kg,kilos?,kilograms?,kilogramm' },
  { symbol: 'lb', measure: 'mass', factor: 0.45359237, names: 'lbs?,pounds?' },
  { symbol: 'Pfund', measure: 'mass', factor: 0.5, names: 'pfund' },
  { symbol: 'oz', measure: 'mass', factor: 0.028349523125, names: 'oz,ounces?,unzen?' },
  { symbol: 'ml', measure: 'volume', factor: 0.001, names: 'ml,milliliters?' },
  { symbol: 'l', measure: 'volume', factor: 1, names: 'l,liters?,litres?,litern' },
  { symbol: 'gal', measure: 'volume', factor: 3.785411784, names: 'gal,gallons?,gallonen?' },
  { symbol: 's', measure: 'time', factor: 1, names: 'seconds?,sekunden?' },
  { symbol: 'min', measure: 'time', factor: 60, names: 'min,minutes?,minuten?' },
  { symbol: 'h', measure: 'time', factor: 3_600, names: 'h,hours?,stunden?' },
  { symbol: 'd', measure: 'time', factor: 86_400, names: 'days?,tage?,tagen' },
];

const conversion =
  /^(?:convert |rechne )?(-?[\d.,]+) ?(?:degrees? |grad )?([a-z°]+) (?:in|to|into|nach|as|sind)(?: wie ?viele?)? (?:degrees? |grad )?([a-z°]+)(?: um)?$/;
const howMany =
  /^(?:how many|wie ?viele?)? ?([a-z]+) (?:are|is|sind|hat|haben|are there)(?: there)? (?:in )?(?:an? |eine? |ein )?(-?[\d.,]+)? ?([a-z]+)$/;

/** "5 km in miles", "how many minutes are in 3 hours", "30 Grad Celsius in Fahrenheit". */
export function recogniseUnits(text: string, language: Language): Intent | undefined {
  const straight = conversion.exec(text);
  if (straight) return convert(straight[1], straight[2], straight[3], language);
  const turned = howMany.exec(text);
  return turned ? convert(turned[2] ?? '1', turned[3], turned[1], language) : undefined;
}

function convert(amount = '', from = '', to = '', language: Language): Intent | undefined {
  const number = readNumbers(amount, language);
  const degrees = convertDegrees(number, from, to);
  if (degrees) return degrees;
  const source = findUnit(from);
  const target = findUnit(to);
  if (!source || target?.measure !== source.measure || !/^-?\d+(?:\.\d+)?$/.test(number)) {
    return undefined;
  }
  const expression = `${number} * ${source.factor} / ${target.factor}`;
  return { kind: 'calculate', expression, unit: target.symbol };
}

function convertDegrees(number: string, from: string, to: string): Intent | undefined {
  const isCelsius = (name: string): boolean => /^(?:°?c|celsius)$/.test(name);
  const isFahrenheit = (name: string): boolean => /^(?:°?f|fahrenheit)$/.test(name);
  if (isCelsius(from) && isFahrenheit(to)) {
    return { kind: 'calculate', expression: `${number} * 9/5 + 32`, unit: '°F' };
  }
  if (isFahrenheit(from) && isCelsius(to)) {
    return { kind: 'calculate', expression: `(${number} - 32) * 5/9`, unit: '°C' };
  }
  return undefined;
}

function findUnit(name: string): Unit | undefined {
  return units.find(({ names }) => new RegExp(`^(?:${names.replaceAll(',', '|')})$`).test(name));
}
