"""The words a newcomer reads first in the folder of a played round."""

from xlpy.season.plan import Season

_WORDS = """这是一轮虚构的申报：企业、人员、号码、金额都不存在。

依次打开：

01-模板    企业、区局、市局用的空表；名册（样例）.xlsx 是填好的名册；
           放假调休表（样例）.csv 供推算公示期：程序没有数据的年份，照这样给一份（publish --calendar）。
02-收件箱  各区两轮收到的文件，原样：申报书、正文文档、附件、压缩包、邮件，也有坏文件和别的表。
03-各区    每区的 汇总表.xlsx（推荐的打印页在最前，后面是明细、初审、问题清单、来源）、
           退回通知、初审意见、报送包和报送它的邮件草稿；“汇总表.档案”保存原件和日志，请不要手工改动。
04-市局    总表.xlsx：每份申报一行；冲突、来源、变更记录各一页；概览.xlsx、概览.pdf 是一页图表；
           评审 里是三位专家的评分表，评审汇总.xlsx 是得分和名次。
           培育库.xlsx 是谁何时因何入库；上报材料的 .zip 和 .eml 是待发的邮件草稿。
05-名单    公示、公布、入库三种名单（Word、Excel，有 LibreOffice 的还有 PDF）；有异议后重新公示的是“第2次”。

各区依次为：{districts}。

样例季共 {files} 份文件。谁用了哪种改动、应得什么结果，先写在 season.csv 里；
本文件夹由 xlpy demo 生成，最后与它逐份比对。可以随意改动、删除，重新运行即可恢复。

自己试一试：
  xlpy validate 02-收件箱/1-{first}/第一轮/当面/*.xlsx --registers 01-模板/名册（样例）.xlsx
  xlpy trace 04-市局/总表.xlsx '总表!C6'
"""


def guide(season: Season, districts: tuple[str, ...]) -> str:
    """The text of 说明.txt."""
    return _WORDS.format(districts="、".join(districts), files=len(season.deliveries), first=districts[0])
