import { ExternalLink } from 'lucide-react';
import type { ComponentProps, MouseEvent } from 'react';
import styles from './markdown.module.css';

/** A link whose address can be read before it is followed, and which learns nothing of the page. */
export function SafeLink({ href, children }: ComponentProps<'a'>) {
  if (href === undefined || href === '') return <span>{children}</span>;
  if (href.startsWith('#')) {
    return (
      <a href={href} onClick={(event) => stayOnPage(event, href.slice(1))}>
        {children}
      </a>
    );
  }
  const isPlain = typeof children === 'string' && isSameAddress(children, href);
  return (
    <a href={href} target="_blank" rel="noopener noreferrer nofollow">
      {children}
      {!isPlain && (
        <span className={styles['address']}>
          <ExternalLink size={11} aria-hidden />
          {href}
        </span>
      )}
    </a>
  );
}

/** Footnotes: the fragment of the page is its address and must stay. */
function stayOnPage(event: MouseEvent, id: string): void {
  event.preventDefault();
  document.getElementById(decodeURIComponent(id))?.scrollIntoView({ block: 'center' });
}

function isSameAddress(text: string, href: string): boolean {
  const bare = (value: string): string =>
    value.replace(/^(?:https?:\/\/|mailto:)/, '').replace(/\/$/, '');
  return bare(text) === bare(href);
}
