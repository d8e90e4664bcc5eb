import { createContext, useContext } from 'react';
import type { Place } from './place.ts';

/** Where one is; given by the page. */
export const PlaceContext = createContext<Place | undefined>(undefined);

/** Where one is on this page. */
export function usePlace(): Place {
  const place = useContext(PlaceContext);
  if (!place) throw new Error('PlaceContext is not set');
  return place;
}
