# The same requests by Locust's fast client; prints how many there were.
import json

from locust import FastHttpUser, constant, events, task


class Reader(FastHttpUser):
    wait_time = constant(0)
    insecure = True

    @task
    def read(self):
        with self.client.get("/orders/1", catch_response=True) as response:
            if response.status_code == 200:
                response.success()
            else:
                response.failure("status")


@events.quitting.add_listener
def tell(environment, **_):
    print(json.dumps({"requests": environment.stats.total.num_requests}))
