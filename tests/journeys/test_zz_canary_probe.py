import time
from collections import defaultdict
from tests.journeys.test_no_byte_of_the_reporter import *
import tests.journeys.canary_rounds as r
def test_zz(house):
    spent=defaultdict(float); n=defaultdict(int); st=defaultdict(float)
    real=r.Answers.keep
    last=[time.process_time()]
    def keep(self, role, way, address, answer, cell=""):
        now=time.process_time(); real(self, role, way, address, answer, cell)
        a=__import__("re").sub(r"\d+","N",address.split("?")[0])
        spent[a]+=now-last[0]; n[a]+=1; st[answer.status_code]+=now-last[0]; last[0]=time.process_time()
        spent["KEEP"]+=last[0]-now
    r.Answers.keep=keep
    b=time.process_time(); a=r.go_round(house); print("ROUND", time.process_time()-b, sum(a.counts.values()))
    for k,v in sorted(spent.items(), key=lambda kv:-kv[1])[:45]: print("SPENT", round(v,2), n[k], k)
    print("STATUS", dict(st))
