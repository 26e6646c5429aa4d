"""As much of Airflow as the example uses."""
