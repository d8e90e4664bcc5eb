import type { TFunction } from 'i18next';
import { en } from '../../../i18n/en.ts';

type GuideTextKey = keyof typeof en.channelsPage.guide;

/** The words of one step of a guide. */
export function guideText(t: TFunction, id: string): string {
  return isKnown(id) ? t(`channelsPage.guide.${id}`) : id;
}

function isKnown(id: string): id is GuideTextKey {
  return Object.hasOwn(en.channelsPage.guide, id);
}
