"""What is new: clusters, rises, near repeats and new repeat places, at a set rate of false alarms.

`find_news` asks all of them and tells each thing once; each can be asked alone.
"""

from safercity.evidence.watch.alarms import AlarmSettings, LookNull, fit_look_null
from safercity.evidence.watch.bands import Bands
from safercity.evidence.watch.cases import Cases, list_cases
from safercity.evidence.watch.clusters import (
    Cluster,
    ClusterQuestion,
    ClustersFound,
    calibrate_scan,
    find_clusters,
)
from safercity.evidence.watch.delays import Delays, estimate_delays
from safercity.evidence.watch.knox import (
    Events,
    KnoxSettings,
    KnoxTable,
    count_close_pairs,
    find_near_repeats,
)
from safercity.evidence.watch.merging import News, NotLooked, Sighting, merge_sightings
from safercity.evidence.watch.near_repeats import (
    NearRepeatQuestion,
    NearRepeatsFound,
    watch_near_repeats,
)
from safercity.evidence.watch.news_list import NewsList
from safercity.evidence.watch.repeat_places import (
    RepeatPlace,
    RepeatQuestion,
    RepeatsFound,
    watch_repeat_places,
)
from safercity.evidence.watch.repeats import RepeatSettings, Visits
from safercity.evidence.watch.risen_places import Rise, RiseQuestion, RisesFound, find_rises
from safercity.evidence.watch.rises import RiseSettings, group_weeks
from safercity.evidence.watch.scan import ScanPlan, log_likelihood_ratio, scan_cylinders
from safercity.evidence.watch.watching import (
    Memory,
    ThemeRecords,
    WatchedArea,
    WatchSettings,
    find_news,
)
from safercity.evidence.watch.windows import Spots, Window, find_windows
from safercity.evidence.watch.words import MESSAGES
from safercity.evidence.watch.zones import ScanSettings, Zones, draw_zones

__all__ = [
    "MESSAGES",
    "AlarmSettings",
    "Bands",
    "Cases",
    "Cluster",
    "ClusterQuestion",
    "ClustersFound",
    "Delays",
    "Events",
    "KnoxSettings",
    "KnoxTable",
    "LookNull",
    "Memory",
    "NearRepeatQuestion",
    "NearRepeatsFound",
    "News",
    "NewsList",
    "NotLooked",
    "RepeatPlace",
    "RepeatQuestion",
    "RepeatSettings",
    "RepeatsFound",
    "Rise",
    "RiseQuestion",
    "RiseSettings",
    "RisesFound",
    "ScanPlan",
    "ScanSettings",
    "Sighting",
    "Spots",
    "ThemeRecords",
    "Visits",
    "WatchSettings",
    "WatchedArea",
    "Window",
    "Zones",
    "calibrate_scan",
    "count_close_pairs",
    "draw_zones",
    "estimate_delays",
    "find_clusters",
    "find_near_repeats",
    "find_news",
    "find_rises",
    "find_windows",
    "fit_look_null",
    "group_weeks",
    "list_cases",
    "log_likelihood_ratio",
    "merge_sightings",
    "scan_cylinders",
    "watch_near_repeats",
    "watch_repeat_places",
]
