import type { Page } from '@playwright/test';
import type { Scene } from '../../e2e/support/scene.ts';

/** What the model is called that is played in the pictures. */
export const pictureProvider = 'studio';
export const pictureModel = `${pictureProvider}/large`;

/** Takes the picture of what is shown now, as `docs/pictures/<name>-<light or dark>.png`. */
export type SavePicture = (name: string) => Promise<void>;

/** Brings pages into the state in which they are shown, and takes their pictures. */
export type TakePictures = (page: Page, scene: Scene, save: SavePicture) => Promise<void>;
