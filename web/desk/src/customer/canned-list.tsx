import { useT } from '@crm/shared/i18n.tsx';
import type { CannedReply } from '@crm/shared/model.ts';
import { Link } from 'react-router';

interface Props {
  replies: CannedReply[];
  chosen: number;
  onPick(reply: CannedReply): void;
}

/** What a slash finds; the arrow keys and Enter of the composer choose. */
export function CannedList({ replies, chosen, onPick }: Props) {
  const t = useT();
  if (replies.length === 0)
    return <div className="canned muted small" role="status">{t('canned.none')} <Link to="/canned-replies">{t('canned.open')}</Link></div>;
  return (
    <ul className="canned" role="listbox" aria-label={t('canned.title')}>
      {replies.map((reply, index) => (
        <li
          key={reply.id}
          role="option"
          aria-selected={index === chosen}
          // The composer keeps the focus.
          onMouseDown={(event) => { event.preventDefault(); onPick(reply); }}
        >
          <span className="strong">/{reply.shortcut}</span> <span className="muted small">{reply.title} · {t.word('cannedOwner', reply.owner)}</span>
          <div className="clip small">{reply.filled}</div>
        </li>
      ))}
    </ul>
  );
}
