import { useT } from '@crm/shared/i18n.tsx';
import type { Link } from '@crm/shared/model.ts';
import { Select } from 'antd';
import { useChangeLink, useLinks, useTags } from '../data/links.ts';
import { ErrorNote } from '../ui/answer.tsx';
import { Moment } from '../ui/moment.tsx';
import './links.css';

/** Who of ours has this customer in a private chat, since when, and how they tagged them; hidden where nobody ever had. */
export function LinksCard({ customerId }: { customerId: string }) {
  const t = useT();
  const links = useLinks(customerId).data?.items ?? [];
  if (links.length === 0) return null;
  return (
    <section className="card" aria-label={t('link.title')}>
      <div className="card-head"><h2>{t('link.title')}</h2></div>
      <ul className="links">{links.map((link) => <Line key={link.id} link={link} />)}</ul>
      <p className="muted small links-note">{t('link.private')}</p>
    </section>
  );
}

function Line({ link }: { link: Link }) {
  const t = useT();
  return (
    <li>
      <div className="row wrap">
        <span className="strong">{link.memberName ?? link.member}</span>
        <span className={`pill ${link.state === 'linked' ? 'calm' : link.state === 'ended' ? 'overdue' : 'half'}`}>
          {link.state === 'ended' ? t.word('linkEnd', link.endedBy) : t.word('linkState', link.state)}
        </span>
        <span className="muted small"><Moment at={link.state === 'ended' && link.endedAt ? link.endedAt : link.linkedAt} /></span>
      </div>
      {link.remark && <div className="muted small">{t('link.remark')} {link.remark}</div>}
      {link.state === 'linked' ? <TagPicker link={link} /> : <div className="row wrap">{link.tags.map((tag) => <span key={tag.id} className="pill">{tag.name}</span>)}</div>}
    </li>
  );
}

/** What is chosen here is on its way to the platform; until it is there the tag says so. */
function TagPicker({ link }: { link: Link }) {
  const t = useT();
  const tags = useTags().data?.items.filter((tag) => tag.account === link.account && tag.state === 'live') ?? [];
  const change = useChangeLink(link);
  const chosen = link.tags.filter((tag) => tag.waiting !== 'removing').map((tag) => tag.id);
  const groups = [...new Set(tags.map((tag) => tag.group))];
  const set = (next: string[]) => {
    const addTags = next.filter((id) => !chosen.includes(id));
    const removeTags = chosen.filter((id) => !next.includes(id));
    if (addTags.length + removeTags.length > 0) change.mutate({ addTags, removeTags });
  };
  return (
    <>
      <Select
        mode="multiple"
        size="small"
        style={{ width: '100%' }}
        value={chosen}
        loading={change.isPending || link.waiting}
        aria-label={t('link.tags')}
        placeholder={t('link.tags')}
        notFoundContent={t('link.noTags')}
        optionFilterProp="label"
        onChange={set}
        options={groups.map((group) => ({ label: group, options: tags.filter((tag) => tag.group === group).map((tag) => ({ value: tag.id, label: tag.name })) }))}
      />
      {link.waiting && <div className="muted small">{t('link.waiting')}</div>}
      {link.fault && <div className="small overdue-text">{t('link.fault', { reason: link.fault })}</div>}
      <ErrorNote error={change.error} />
    </>
  );
}
