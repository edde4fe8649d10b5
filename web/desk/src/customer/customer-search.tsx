import { useT } from '@crm/shared/i18n.tsx';
import { Input } from 'antd';
import { Link, useSearchParams } from 'react-router';
import { useCustomerSearch } from '../data/customers.ts';
import { Answer } from '../ui/answer.tsx';
import { Empty } from '../ui/empty.tsx';
import { Moment } from '../ui/moment.tsx';
import { Phone } from '../ui/phone.tsx';
import './customer.css';

export default function CustomerSearch() {
  const t = useT();
  const [search, setSearch] = useSearchParams();
  const text = search.get('q') ?? '';
  const found = useCustomerSearch(text);
  return (
    <div className="page">
      <div className="page-head">
        <h1>{t('customers.title')}</h1>
        <Input.Search
          className="search"
          defaultValue={text}
          allowClear
          autoFocus
          aria-label={t('customers.search')}
          placeholder={t('customers.search')}
          onSearch={(value) => setSearch(value.trim() === '' ? {} : { q: value.trim() })}
        />
      </div>
      <section className="card">
        <Answer of={found}>
          {(page) => page.items.length === 0
            ? <Empty title={t('customers.none')} next={t('customers.noneNext')} />
            : (
              <ul className="hits">
                {page.items.map((hit) => (
                  <li key={hit.id}>
                    <Link to={`/customers/${hit.id}`} className="strong">{hit.name ?? t('customer.noName')}</Link>
                    <span><Phone number={hit.phone} /></span>
                    <span className="muted small">{t('customer.since')} <Moment at={hit.createdAt} /></span>
                  </li>
                ))}
              </ul>
            )}
        </Answer>
      </section>
    </div>
  );
}
