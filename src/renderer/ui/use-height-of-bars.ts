import { useLayoutEffect, type RefObject } from 'react';

/**
 * Says in `--bars-height` how much of the window's foot is taken by bars with controls: elements with
 * `data-bottom-bar`, such as where one writes or the buttons that save. What lies over the page stands
 * above them. Only bars that reach under the element count; it is measured only while `isNeeded`.
 */
export function useHeightOfBars(area: RefObject<HTMLElement | null>, isNeeded: boolean): void {
  useLayoutEffect(() => {
    const element = area.current;
    if (!element || !isNeeded) return undefined;
    const sizes = new ResizeObserver(() => measure());
    const measure = (): void => {
      const { left, right } = element.getBoundingClientRect();
      let height = 0;
      for (const bar of document.querySelectorAll('[data-bottom-bar]')) {
        sizes.observe(bar);
        const box = bar.getBoundingClientRect();
        const isBelow = box.height > 0 && box.left < right && box.right > left;
        if (isBelow) height = Math.max(height, window.innerHeight - box.top);
      }
      element.style.setProperty('--bars-height', `${height}px`);
    };
    let frame = 0;
    const changes = new MutationObserver(() => {
      cancelAnimationFrame(frame);
      frame = requestAnimationFrame(measure);
    });
    measure();
    changes.observe(document.body, { childList: true, subtree: true });
    window.addEventListener('resize', measure);
    return () => {
      cancelAnimationFrame(frame);
      changes.disconnect();
      sizes.disconnect();
      window.removeEventListener('resize', measure);
    };
  }, [area, isNeeded]);
}
