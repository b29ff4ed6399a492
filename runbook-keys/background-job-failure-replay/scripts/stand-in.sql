-- Where there is no ledger: what the queue has completed. A job that failed after its effect is not in it. Read by jobs.sql.
(select name as queue, data ->> :'field' as key, completed_on as done_at from (:jobs) as jobs where state = 'completed')
