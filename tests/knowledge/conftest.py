import pytest

from memcon.knowledge import KnowledgeBase


@pytest.fixture(scope="session")
def base() -> KnowledgeBase:
    """The knowledge base that ships."""
    return KnowledgeBase.open()
