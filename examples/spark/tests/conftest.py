import os
import sys
from pathlib import Path

import pyspark
import pytest

FOLDER = Path(__file__).parents[1]
sys.path[:0] = [str(FOLDER), str(Path(__file__).parent)]
# The workers of Spark import the same modules.
os.environ["PYTHONPATH"] = os.pathsep.join([*sys.path[:2], os.environ.get("PYTHONPATH", "")])
# They run the Python that runs the tests, which has ibid.
os.environ["PYSPARK_PYTHON"] = sys.executable
# A cluster on one machine starts its executors from there.
os.environ.setdefault("SPARK_HOME", str(Path(pyspark.__file__).parent))


def session(master, folder, **settings):
    """A session of Spark that keeps its files in a folder."""
    from pyspark.sql import SparkSession

    builder = SparkSession.builder.master(master).appName("ibid")
    usual = {
        "spark.ui.enabled": "false",
        "spark.sql.shuffle.partitions": "3",
        "spark.driver.bindAddress": "127.0.0.1",
        "spark.driver.host": "127.0.0.1",
        "spark.local.dir": str(folder / "local"),
        "spark.sql.warehouse.dir": str(folder / "warehouse"),
    }
    for name, value in {**usual, **settings}.items():
        builder = builder.config(name, value)
    spark = builder.getOrCreate()
    spark.sparkContext.setLogLevel("ERROR")
    spark.sparkContext.setCheckpointDir(str(folder / "checkpoints"))
    return spark


@pytest.fixture(scope="session")
def spark(tmp_path_factory):
    # A task may fail four times, as on a cluster.
    spark = session("local[2,4]", tmp_path_factory.mktemp("spark"))
    yield spark
    spark.stop()
