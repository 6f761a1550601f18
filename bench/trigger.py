"""The least that the Python script does until it has triggered the job."""

import os

import requests

requests.post(
    f"{os.environ['DBT_URL']}/api/v2/accounts/{os.environ['DBT_ACCOUNT_ID']}"
    f"/jobs/{os.environ['DBT_PR_JOB_ID']}/run/",
    headers={"Authorization": f"Token {os.environ['DBT_API_KEY']}"},
    json={"cause": "API-triggered job"},
)
