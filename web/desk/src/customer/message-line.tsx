import { DownloadOutlined, ExclamationCircleFilled, LoadingOutlined, RollbackOutlined } from '@ant-design/icons';
import { useT } from '@crm/shared/i18n.tsx';
import type { Message } from '@crm/shared/model.ts';
import { Image } from 'antd';
import { Moment } from '../ui/moment.tsx';
import { CallInstead } from './call-instead.tsx';

const failed = ['dead', 'expired'];

/** One message: what was said, its file, and what became of it. */
export function MessageLine({ message, conversationId, customerId }: { message: Message; conversationId: string; customerId: string }) {
  const t = useT();
  const lost = message.delivery && failed.includes(message.delivery.state) ? message.delivery : null;
  return (
    <li className={`talk-line talk-${message.direction}`}>
      <div className="muted small">{message.authorName ?? t.word('author', message.author)} · <Moment at={message.at} />{message.editedAt && ` · ${t('talk.edited')}`}</div>
      {message.recalled && (
        <div className="muted small"><RollbackOutlined aria-hidden /> {t(message.recalled.by === 'customer' ? 'talk.recalledByCustomer' : 'talk.recalledByStaff')}</div>
      )}
      <File message={message} />
      {message.text !== '' && <div className={message.recalled ? 'bubble recalled' : 'bubble'}>{message.text}</div>}
      {lost && (
        <div className="talk-failed" role="status">
          <ExclamationCircleFilled aria-hidden /> <span>{t('talk.failed')} {t.word('failReason', lost.reason ?? 'unknown-error')}</span>
          <CallInstead conversationId={conversationId} customerId={customerId} size="small" />
        </div>
      )}
      {message.delivery?.state === 'unknown' && <div className="muted small">{t('talk.unsure')}</div>}
    </li>
  );
}

function File({ message }: { message: Message }) {
  const t = useT();
  const { media } = message;
  if (media) {
    const address = `/api/v1/media/${media.id}`;
    const name = media.fileName ?? t.word('fileKind', message.kind);
    return media.inline
      ? <Image src={address} alt={name} className="talk-picture" loading="lazy" />
      : <a className="talk-file" href={address} download><DownloadOutlined aria-hidden /> {name} <span className="muted small">{size(media.size)}</span></a>;
  }
  if (message.mediaState === 'waiting') return <div className="muted small"><LoadingOutlined aria-hidden /> {t.word('fileKind', message.kind)} · {t('talk.fileWaiting')}</div>;
  if (message.mediaState === 'lost') return <div className="muted small">{t.word('fileKind', message.kind)} · {t('talk.fileLost')} {t.word('failReason', message.mediaReason ?? 'unknown-error')}</div>;
  // Kinds without words of their own, such as a sticker the platform does not describe.
  return message.text === '' && !message.recalled ? <div className="bubble muted">{t.word('fileKind', message.kind)}</div> : null;
}

const size = (bytes: number) => (bytes < 1_048_576 ? `${Math.max(1, Math.round(bytes / 1024))} KB` : `${(bytes / 1_048_576).toFixed(1)} MB`);
